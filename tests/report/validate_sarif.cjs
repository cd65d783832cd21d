// Checks a misfire.sarif against the published schema. Usage: node validate_sarif.cjs NODE_MODULES LOG
const [modules, log] = process.argv.slice(2);
const fs = require('fs');
const Ajv = require(modules + '/ajv-draft-04');
const schema = JSON.parse(fs.readFileSync(modules + '/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'));
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(schema);
if (!validate(JSON.parse(fs.readFileSync(log, 'utf8')))) {
  console.error(JSON.stringify(validate.errors, null, 1));
  process.exit(1);
}
