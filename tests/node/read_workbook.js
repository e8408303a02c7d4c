// Print what SheetJS reads of a workbook: of each sheet its rows, and of each cell with a link or a note, both.
"use strict";
const XLSX = require("xlsx");

const workbook = XLSX.readFile(process.argv[2]);
const read = {};
for (const name of workbook.SheetNames) {
  const sheet = workbook.Sheets[name];
  const links = {};
  const notes = {};
  for (const [address, cell] of Object.entries(sheet)) {
    if (cell.l) links[address] = cell.l.Target;
    if (cell.c) notes[address] = cell.c.map((comment) => comment.t).join("\n");
  }
  read[name] = { rows: XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true, defval: null }), links, notes };
}
process.stdout.write(JSON.stringify(read));
