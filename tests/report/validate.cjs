// Checks a report.json against the published schema. Usage: node validate.cjs NODE_MODULES REPORT
const [modules, report] = process.argv.slice(2);
const fs = require('fs');
const Ajv = require(modules + '/ajv');
const schema = JSON.parse(fs.readFileSync(
  modules + '/mutation-testing-report-schema/src/mutation-testing-report-schema.json', 'utf8'));
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
if (!validate(JSON.parse(fs.readFileSync(report, 'utf8')))) {
  console.error(validate.errors);
  process.exit(1);
}
