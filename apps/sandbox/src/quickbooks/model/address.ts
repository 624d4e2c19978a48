import { type ObjectMember, object, text } from './member.js';

const LINE_MAX = 500;
const LINES_MAX = 2000;
const PLACE_MAX = 255;

export const address = (): ObjectMember =>
  object(
    {
      Id: text(),
      Line1: text({ max: LINE_MAX }),
      Line2: text({ max: LINE_MAX }),
      Line3: text({ max: LINE_MAX }),
      Line4: text({ max: LINE_MAX }),
      Line5: text({ max: LINE_MAX }),
      City: text({ max: PLACE_MAX }),
      Country: text({ max: PLACE_MAX }),
      CountryCode: text({ max: PLACE_MAX }),
      CountrySubDivisionCode: text({ max: PLACE_MAX }),
      PostalCode: text({ max: 30 }),
      Lat: text(),
      Long: text(),
    },
    { linesMax: LINES_MAX },
  );

export const telephone = (): ObjectMember => object({ FreeFormNumber: text({ max: 30 }) });

export const email = (): ObjectMember => object({ Address: text({ max: 100, format: 'email' }) });

export const website = (): ObjectMember => object({ URI: text({ max: 1000 }) });
