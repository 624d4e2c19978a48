export type ProductRange =
  | 'timber'
  | 'fasteners'
  | 'marine'
  | 'ceramics'
  | 'rope'
  | 'tools'
  | 'brass'
  | 'lighting'
  | 'paint'
  | 'packaging'
  | 'textiles'
  | 'furniture'
  | 'garden'
  | 'kitchen'
  | 'print'
  | 'insulation'
  | 'haulage'
  | 'freight'
  | 'services';

export interface Product {
  readonly sku: string;
  readonly name: string;
  /** In the supplier's currency; up to four decimals, as small parts are priced. */
  readonly price: number;
  /** Cin7's code of the account that it is bought on. */
  readonly account: string;
  /** How many are usually bought at once. */
  readonly lot: number;
}

type Row = readonly [sku: string, name: string, price: number, lot: number];

function range(account: string, ...rows: Row[]): Product[] {
  return rows.map(([sku, name, price, lot]) => ({ sku, name, price, account, lot }));
}

/** Ranges that are no goods: all of such a bill is charges. */
export const serviceRanges: readonly ProductRange[] = ['freight', 'haulage', 'services'];

/** What can be bought, by range. */
export const products: Readonly<Record<ProductRange, readonly Product[]>> = {
  timber: range(
    '1200',
    ['TIM-CDR-1X6', 'Cedar board 1 x 6 x 8 ft, clear', 11.85, 60],
    ['TIM-FIR-2X4', 'Douglas fir stud 2 x 4 x 96 in', 4.285, 200],
    ['TIM-PLY-19', 'Birch plywood 19 mm, 4 x 8 ft', 62.4, 24],
    ['TIM-OAK-DWL', 'Oak dowel 1/2 in x 36 in', 1.9375, 150],
  ),
  fasteners: range(
    '1210',
    ['FST-SS-M6X40', 'Hex bolt M6 x 40, stainless A4', 0.1835, 1000],
    ['FST-DK-8X3', 'Deck screw #8 x 3 in, box of 100', 9.42, 80],
    ['FST-WSH-M6', 'Washer M6, zinc', 0.0275, 2000],
    ['CST-75-SW', 'Swivel castor 75 mm with brake', 6.18, 48],
  ),
  marine: range(
    '1200',
    ['MAR-CLT-6', 'Dock cleat 6 in, galvanised', 7.35, 40],
    ['MAR-SHK-10', 'Bow shackle 10 mm', 3.64, 100],
    ['MAR-FND-S', 'Boat fender, small, navy', 14.9, 30],
  ),
  ceramics: range(
    '_1150040013_',
    ['CER-TIL-SGE', 'Handmade tile 4 x 4 in, sage', 1.4725, 500],
    ['CER-PLT-STN', 'Stoneware planter 12 in', 18.6, 24],
    ['CER-KNB-WHT', 'Porcelain knob 35 mm, white', 2.15, 200],
  ),
  rope: range(
    '1210',
    ['ROP-MAN-12', 'Manila rope 12 mm, 200 ft coil', 38.75, 12],
    ['ROP-PES-8', 'Braided polyester line 8 mm, per ft', 0.3125, 1200],
    ['TWN-JUT-2', 'Jute twine 2-ply, 1 lb ball', 2.485, 96],
  ),
  tools: range(
    '1200',
    ['TLS-CHS-25', 'Bench chisel 25 mm', 16.8, 36],
    ['TLS-BLK-PLN', 'Block plane, low angle', 74.5, 10],
    ['TLS-SAW-RYB', 'Pull saw 240 mm', 21.35, 30],
    ['TLS-TAP-5M', 'Tape measure 5 m', 5.275, 72],
  ),
  brass: range(
    '1210',
    ['BRS-HNG-75', 'Butt hinge 75 mm, solid brass', 4.865, 120],
    ['BRS-PUL-CUP', 'Cup pull 90 mm, antique', 3.92, 150],
    ['BRS-LTC-RIM', 'Rim latch with keep', 27.4, 20],
  ),
  lighting: range(
    '1200',
    ['LGT-PEN-SML', 'Pendant lamp, opal glass, small', 41.2, 16],
    ['LGT-BLB-E26', 'Filament bulb E26 4 W, dimmable', 2.8375, 240],
    ['LGT-WAL-BLK', 'Wall lantern, matt black', 35.6, 20],
  ),
  paint: range(
    '1200',
    ['PNT-EXT-GAL', 'Exterior paint, 1 gal, harbor grey', 28.95, 24],
    ['STN-CDR-QT', 'Cedar stain, 1 qt', 12.4, 36],
    ['BRS-FLT-2', 'Flat brush 2 in, natural bristle', 3.275, 120],
  ),
  packaging: range(
    '1220',
    ['PKG-BOX-M', 'Double-wall carton 18 x 12 x 12 in', 1.1275, 400],
    ['PKG-TAP-KRF', 'Kraft paper tape 3 in', 4.36, 72],
    ['PKG-WRP-STR', 'Stretch wrap 18 in x 1500 ft', 11.95, 40],
  ),
  textiles: range(
    '1200',
    ['TXT-CUS-LIN', 'Linen cushion cover 20 in, oat', 9.85, 60],
    ['TXT-THR-WOL', 'Wool throw 51 x 71 in', 34.2, 24],
    ['TXT-TWL-TEA', 'Tea towel, striped, pack of 3', 6.4125, 100],
  ),
  furniture: range(
    '1200',
    ['FRN-STL-OAK', 'Oak counter stool', 88.5, 12],
    ['FRN-BNC-TEK', 'Teak garden bench 4 ft', 214, 6],
    ['FRN-SHF-WAL', 'Wall shelf 32 in, walnut', 39.75, 20],
  ),
  garden: range(
    '1200',
    ['GRD-TRW-HND', 'Hand trowel, ash handle', 7.2, 60],
    ['GRD-SOL-40', 'Potting soil 40 qt', 8.645, 80],
    ['GRD-CAN-2G', 'Watering can 2 gal, galvanised', 16.9, 30],
  ),
  kitchen: range(
    '1200',
    ['KIT-SKL-10', 'Cast-iron skillet 10 in', 19.45, 36],
    ['KIT-BRD-MPL', 'Maple cutting board 12 x 18 in', 24.3, 24],
    ['KIT-POT-CPR', 'Copper saucepan 2 qt', 71.8, 8],
  ),
  print: range(
    '6450',
    ['PRT-CAT-48', 'Trade catalogue, 48 pages', 1.385, 250],
    ['PRT-LFT-A5', 'Leaflet A5, folded', 0.0845, 1500],
    ['PRT-BAN-2M', 'Roll-up banner 2 m', 58.4, 3],
  ),
  insulation: range(
    '1200',
    ['INS-LFT-100', 'Loft insulation roll 100 mm', 21.15, 24],
    ['INS-DRT-5M', 'Draught strip 5 m', 3.2675, 80],
    ['INS-TAP-FOI', 'Foil tape 50 mm', 4.795, 48],
  ),
  haulage: range(
    '5100',
    ['HLG-PLT', 'Pallet haulage', 62.5, 8],
    ['HLG-INS', 'Goods in transit insurance', 24.9, 1],
    ['HLG-PST', 'Letter post, collected', 1.65, 40],
  ),
  freight: range(
    '5100',
    ['FRT-LTL', 'LTL freight, inbound', 385, 1],
    ['FRT-OCN', 'Ocean freight share, 20 ft container', 1240, 1],
    ['FRT-FSC', 'Fuel surcharge', 46.25, 1],
  ),
  services: range(
    '6600',
    ['SRV-STO', 'Overflow storage, pallet positions', 14.5, 40],
    ['SRV-DSP', 'Shop display, set-up', 320, 1],
    ['SRV-PHO', 'Product photographs, half day', 275, 1],
  ),
};
