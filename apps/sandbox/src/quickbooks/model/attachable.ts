import type { EntityDescription } from './description.js';
import { flag, list, number, object, type Shape, text } from './member.js';

const both = { find: 'FS' } as const;
const link = () => text({ readOnly: true });

/** A note, or a file that was uploaded, with the objects that it is attached to. */
const attachable: Shape = {
  AttachableRef: list({
    EntityRef: object({ type: text({ needed: true }), value: text({ needed: true }), name: text() }),
    IncludeOnSend: flag(),
    LineInfo: text(),
    NoRefOnly: flag(),
  }),
  FileName: text({ max: 1000, kept: true, ...both }),
  Note: text({ max: 2000, ...both }),
  Category: text({ max: 100, ...both }),
  ContentType: text({ max: 100, kept: true, ...both }),
  PlaceName: text({ max: 2000, ...both }),
  Lat: text({ max: 100, ...both }),
  Long: text({ max: 100, ...both }),
  Tag: text({ max: 2000, ...both }),
  Size: number({ readOnly: true, ...both }),
  FileAccessUri: link(),
  TempDownloadUri: link(),
  ThumbnailFileAccessUri: link(),
  ThumbnailTempDownloadUri: link(),
};

export const attachments: readonly EntityDescription[] = [
  {
    name: 'Attachable',
    path: 'attachable',
    kind: 'attachment',
    sequence: 'Attachable',
    setName: 'Attachables',
    shape: attachable,
    operations: ['create', 'update', 'delete'],
    changeFeed: true,
  },
];
