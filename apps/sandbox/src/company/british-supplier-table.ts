/** From whom the British company buys, in the columns of the first company's table. Some sell to both. */
export const britishSupplierTable = `
Cleveland Timber Merchants Ltd | GBP | 20th of next month | timber | CTM##### | Ann Garbutt | 3 Sawpit Lane | Guisborough | | TS14 6AA | United Kingdom
Esk Valley Ceramics | GBP | 30 days | ceramics | EV-#### | Meg Harland | The Old Pottery | Grosmont | | YO22 5PE | United Kingdom
Filey Bay Print | GBP | 15 days | print | FB/YY/#### | Asif Rahman | 21 Belle Vue Street | Filey | | YO14 9HY | United Kingdom
Fundición del Norte S.A. | EUR | 60 days | kitchen | F-YY/#### | Iker Solano | Calle Hierro 40 | Bilbao | | 48001 | Spain
Glasgow Ironmongery Ltd | GBP | 30 days | brass | GI-##### | Fiona Kerr | 19 Anvil Wynd | Glasgow | | G1 4QT | United Kingdom
Granite State Tool Co. | USD | 30 days | tools | GST##### | Bob Leclair | 2 Quarry Road | Concord | NH | 03301 | United States
Highland Wool Mill | GBP | 30 days | textiles | HWM#### | Ewan Baird | Mill Brae | Inverness | | IV1 1AA | United Kingdom
Humber Cartons Ltd | GBP | 30 days | packaging | ####### | Gail Oxley | Unit 8, Hedon Road | Hull | | HU9 5PQ | United Kingdom
Ironwood Tool Supply | USD | 30 days | tools | IT-###### | Carla Reuter | 12 Vise Street | Denver | CO | 80202 | United States
Lumen Photographie SARL | EUR | 30 days | services | LP-20YY-### | Chloé Marchand | 12 rue des Forges | Lyon | | 69002 | France
Moorland Garden Supplies | GBP | 30 days | garden | MGS##### | Ted Featherstone | 4 Heather Way | Helmsley | | YO62 5AB | United Kingdom
Nordlicht Leuchten | EUR | 30 days | lighting | NL-YY#### | Katrin Ohm | Lampengasse 2 | Bremen | | 28195 | Germany
Pennine Paint Works Ltd | GBP | 15 days | paint | PPW-##### | Joan Akroyd | 70 Mill Bank | Halifax | | HX1 1TT | United Kingdom
Porcelana Vista Alegre Lda | EUR | 60 days | ceramics | FT 20YY/### | Rita Sousa | Rua do Forno 15 | Ílhavo | | 3830 | Portugal
Quayside Linen Hire Ltd | GBP | 30 days | textiles | QLH-#### | Pam Dobson | 9 Church Street | Whitby | | YO22 4BH | United Kingdom
Sheffield Edge Tools | GBP | 30 days | tools | SET##### | Colin Marsh | 40 Grinder Lane | Sheffield | | S1 2BJ | United Kingdom
Staithes Display Studio | GBP | Due on receipt | services | SDS-### | Rob Verrill | 2 Seaton Garth | Staithes | | TS13 5DH | United Kingdom
Tees Haulage Ltd | GBP | 15 days | haulage | TH###### | Accounts Office | 30 Riverside Park | Middlesbrough | | TS2 1RH | United Kingdom
Thames Brassware Ltd | GBP | 45 days | brass | TB-##### | Nigel Ashe | 6 Wharf Road | London | | N1 7GR | United Kingdom
Timberline Outdoor Furniture | USD | 45 days | furniture | TOF-YY-### | Hana Weiss | 350 Ridge Drive | Missoula | MT | 59801 | United States
Weiß & Söhne Beschläge GmbH | EUR | 10 days since end of month | brass | RE20YY##### | Uwe Weiß | Schlossergasse 1 | Stuttgart | | 70173 | Germany
Wensley Insulation Ltd | GBP | 30 days | insulation | WI/##### | Dot Metcalfe | Station Yard | Leyburn | | DL8 5ET | United Kingdom
`;
