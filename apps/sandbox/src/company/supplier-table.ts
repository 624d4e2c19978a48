/**
 * Name, currency, terms, what it sells, how it numbers its invoices, contact, and address. A table of text, because
 * fifty suppliers want to be read below each other. `#` is a running digit, `YY` the year.
 */
export const supplierTable = `
Alder & Stone Ceramics | USD | 30 days | ceramics | AS-##### | Ruth Alder | 9 Kiln Road | Boise | ID | 83702 | United States
Anchor Point Chandlery | USD | 15 days | marine | ###### | Joe Tran | 31 Dock Street | Astoria | OR | 97103 | United States
Atelier Lumière SARL | EUR | 45 days | lighting | FA20YY-#### | Chloé Marchand | 12 rue des Forges | Lyon | | 69002 | France
Beacon Hill Textiles | USD | 30 days | textiles | BHT/#### | Nadia Osei | 200 Loom Avenue | Lowell | MA | 01852 | United States
Birch & Bramble Garden Co. | USD | 30 days | garden | INV-##### | Sam Whitlock | 58 Nursery Lane | Salem | OR | 97301 | United States
Bluewater Marine Hardware | USD | 30 days | marine | BW###### | Dana Fry | 4 Marina Way | Anacortes | WA | 98221 | United States
Cascade Timber Mills | USD | 20th of next month | timber | CTM-YY-#### | Earl Jensen | 1 Mill Road | Darrington | WA | 98241 | United States
Cedar Packaging Supply | USD | 15 days | packaging | ####### | Lena Brandt | 640 Carton Court | Kent | WA | 98032 | United States
Columbia Rope & Twine | USD | 30 days | rope | CR-#### | Hal Brooks | 17 Ropewalk | Vancouver | WA | 98660 | United States
Coppersmith & Daughters | USD | Due on receipt | kitchen | #### | Ines Duarte | 88 Foundry Street | Reno | NV | 89501 | United States
Crown Castor Company | USD | 30 days | fasteners | CC##### | Peter Vos | 5 Wheel Drive | Toledo | OH | 43604 | United States
Dockside Warehousing | USD | Due on receipt | services | DW-20YY-### | Al Moreno | 900 Pier 12 | Tacoma | WA | 98421 | United States
Driftwood Furniture Makers | USD | 45 days | furniture | DFM-#### | Kim Aldridge | 23 Joiner Row | Bellingham | WA | 98225 | United States
Ember & Oak Stoves | USD | 30 days | kitchen | EO-##### | Greg Halloran | 7 Hearth Lane | Bend | OR | 97701 | United States
Evans Customs Brokers | USD | 15 days | freight | ECB###### | Mira Evans | 410 Harbor Island | Seattle | WA | 98134 | United States
Fjord Outdoor Textiles AS | EUR | 30 days | textiles | 20YY#### | Sigrid Dahl | Havnegata 3 | Bergen | | 5003 | Norway
Fundición del Norte S.A. | EUR | 60 days | kitchen | F-YY/#### | Iker Solano | Calle Hierro 40 | Bilbao | | 48001 | Spain
Gable & Finch Hardware | USD | 30 days | fasteners | GF###### | Toni Gable | 66 Latch Street | Spokane | WA | 99201 | United States
Glasgow Ironmongery Ltd | GBP | 30 days | brass | GI-##### | Fiona Kerr | 19 Anvil Wynd | Glasgow | | G1 4QT | United Kingdom
Granite State Tool Co. | USD | 30 days | tools | GST##### | Bob Leclair | 2 Quarry Road | Concord | NH | 03301 | United States
Great Lakes Brush Works | USD | 30 days | paint | GL-#### | Wanda Kowalski | 140 Bristle Way | Duluth | MN | 55802 | United States
Hanseatic Beschläge KG | EUR | 30 days | brass | RE-20YY-##### | Jens Petersen | Speicherweg 8 | Hamburg | | 20457 | Germany
Harborview Interiors | USD | 30 days | furniture | HVI### | Ana Prieto | 51 Bay View | Seattle | WA | 98121 | United States
Highland Wool Mill | GBP | 30 days | textiles | HWM#### | Ewan Baird | Mill Brae | Inverness | | IV1 1AA | United Kingdom
Ironwood Tool Supply | USD | 30 days | tools | IT-###### | Carla Reuter | 12 Vise Street | Denver | CO | 80202 | United States
Juniper Paint & Stain | USD | 15 days | paint | ##### | Marcus Bell | 33 Pigment Place | Eugene | OR | 97401 | United States
Kettle Valley Forge | CAD | 30 days | brass | KV-#### | Louise Gagnon | 8 Forge Road | Kelowna | BC | V1Y 1A1 | Canada
Lantern Bay Lighting | USD | 30 days | lighting | LBL-##### | Owen Park | 76 Filament Street | San Diego | CA | 92101 | United States
Maple Ridge Lumber | CAD | 20th of next month | timber | MR##### | Guy Tremblay | 500 Sawmill Road | Maple Ridge | BC | V2X 2Y5 | Canada
Meridian Freight Forwarding | USD | Due on receipt | freight | MERIDIAN-STMT-20YY-###### | Hugo Lim | 60 Terminal Way | Seattle | WA | 98134 | United States
Morgan Reyes | USD | Due on receipt | services | MR-## | Morgan Reyes | 14 Studio Lane | Seattle | WA | 98103 | United States
Nordlicht Leuchten | EUR | 30 days | lighting | NL-YY#### | Katrin Ohm | Lampengasse 2 | Bremen | | 28195 | Germany
Nordlicht Leuchten USD | USD | 30 days | lighting | NLU-YY#### | Katrin Ohm | Lampengasse 2 | Bremen | | 28195 | Germany
Northgate Fasteners Inc. | USD | 30 days | fasteners | INV###### | Pat Northrup | 3 Bolt Boulevard | Everett | WA | 98201 | United States
O'Malley Rope Works | USD | 30 days | rope | OM-#### | Sean O'Malley | 21 Hawser Street | Gloucester | MA | 01930 | United States
Old Mill Paints | USD | 30 days | paint | OMP-##### | Vera Stone | 4 Mill Race | Yakima | WA | 98901 | United States
Pacific Freight Lines | USD | 15 days | freight | PFL####### | Dee Sandoval | 1500 Alaskan Way | Seattle | WA | 98101 | United States
Pinnacle Carton & Crate | USD | 30 days | packaging | PCC-#### | Ray Dunn | 81 Crate Street | Auburn | WA | 98001 | United States
Porcelana Vista Alegre Lda | EUR | 60 days | ceramics | FT 20YY/### | Rita Sousa | Rua do Forno 15 | Ílhavo | | 3830 | Portugal
Redwood Empire Millwork | USD | 30 days | timber | REM##### | Cliff Arnold | 90 Burl Avenue | Ukiah | CA | 95482 | United States
Saltmarsh Kitchenware | USD | 30 days | kitchen | SK/YY/#### | June Abbott | 11 Tide Street | Newport | RI | 02840 | United States
Sheffield Edge Tools | GBP | 30 days | tools | SET##### | Colin Marsh | 40 Grinder Lane | Sheffield | | S1 2BJ | United Kingdom
Sheffield Edge Tools USD | USD | 30 days | tools | SETU#### | Colin Marsh | 40 Grinder Lane | Sheffield | | S1 2BJ | United Kingdom
Silverline Lighting | USD | 45 days | lighting | SL-###### | Tess Calder | 29 Bulb Court | Phoenix | AZ | 85004 | United States
Studio 4: Display & Signage | USD | 15 days | services | S4-### | Ivy Chan | 4 Easel Street | Seattle | WA | 98104 | United States
Swift Parcel Couriers | USD | Last day of next month | freight | SPC-YY###### | Billing Desk | PO Box 700 | Renton | WA | 98057 | United States
Thames Brassware Ltd | GBP | 45 days | brass | TB-##### | Nigel Ashe | 6 Wharf Road | London | | N1 7GR | United Kingdom
Timberline Outdoor Furniture | USD | 45 days | furniture | TOF-YY-### | Hana Weiss | 350 Ridge Drive | Missoula | MT | 59801 | United States
Weiß & Söhne Beschläge GmbH | EUR | 10 days since end of month | brass | RE20YY##### | Uwe Weiß | Schlossergasse 1 | Stuttgart | | 70173 | Germany
Willamette Seed & Soil | USD | 15 days | garden | WSS#### | Gus Ferro | 77 Furrow Road | Corvallis | OR | 97330 | United States
`;
