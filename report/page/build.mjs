// Makes one page of all that report.html needs but its data. Usage: node build.mjs SOURCE_FOLDER OUTPUT
// It runs in the folder that holds node_modules. The output is C++: the page's bytes in raw string literals.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [source, output] = process.argv.slice(2);
const modules = join(process.cwd(), 'node_modules');
const { buildSync } = createRequire(join(process.cwd(), 'package.json'))('esbuild');
const text = (...path) => readFileSync(join(...path), 'utf8');

const bundle = buildSync({
  entryPoints: [join(source, 'src/main.js')],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  nodePaths: [modules],
}).outputFiles[0].text;

// prismjs has C and C++, mutation-testing-elements' own selection has not: what it takes for plain text is C++ here.
const grammars = text(modules, 'prismjs/components/prism-c.min.js') +
  text(modules, 'prismjs/components/prism-cpp.min.js') + ';Prism.languages.plain=Prism.languages.cpp;';

const parts = {
  '/*style*/': text(source, 'src/style.css'),
  '/*elements*/': text(modules, 'mutation-testing-elements/dist/mutation-test-elements.js'),
  '/*grammars*/': grammars,
  '/*pages*/': bundle,
};
let page = text(source, 'page.html');
for (const [place, part] of Object.entries(parts))
  page = page.replace(place, () => place === '/*style*/' ? part : part.replaceAll('</script', '<\\/script'));

// A literal of more than 64 KiB is not portable; the delimiter occurs in no page.
const characters = [...page];
const chunks = [];
for (let i = 0; i < characters.length; i += 16000)
  chunks.push(`R"~misfire~(${characters.slice(i, i + 16000).join('')})~misfire~"sv`);
writeFileSync(output, '// Made by report/page/build.mjs.\n#include "report/page_template.h"\n\n' +
  'namespace misfire {\nusing namespace std::string_view_literals;\n' +
  `std::vector<std::string_view> page_template() {\n  return {${chunks.join(',\n')}};\n}\n} // namespace misfire\n`);
