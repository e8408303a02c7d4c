// Print what html-validate finds in a page, as a list.
"use strict";
const { HtmlValidate } = require("html-validate");

const validator = new HtmlValidate({ root: true, extends: ["html-validate:recommended"] });
const report = validator.validateFileSync(process.argv[2]);
process.stdout.write(JSON.stringify(report.results.flatMap((result) => result.messages)));
