// Looks at report.html in Chromium, from disk, as a user does.
// Usage: node browser.mjs NODE_MODULES inputs|walk|open|running REPORT [FOLDER_FOR_SCREENSHOTS]     exit status 77: there is no browser
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';

const [modules, part, report, shots] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/any.js`)('playwright-core');
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!executablePath) process.exit(77);

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const address = `file://${report}`;
const faults = [];

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('request', (request) => request.url() !== address && !request.url().startsWith('data:') && !request.url().startsWith('blob:') && faults.push(`request: ${request.url()}`));
  return page;
}

async function shoot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/// Where a page is too wide for its window.
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/// Whether what is counted becomes another number; a page on a busy machine takes a while.
async function changes(page, count, from) {
  for (let waited = 0; waited < 5000; waited += 50) {
    if (await count() !== from) return true;
    await page.waitForTimeout(50);
  }
  return false;
}

async function running() {
  const page = await open({ colorScheme: 'light' });
  await page.goto(address);
  assert.match(await page.textContent('.warning'), /still running.*7 of 9 mutants are judged, about 2 min are left/);
  await shoot(page, 'running');
}

async function inputs() {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open({ colorScheme });
    await page.goto(`${address}#inputs`);
    const text = await page.textContent('main');
    assert.match(text, /4 inputs of the suite “test”, by its metric accuracy/);
    assert.match(text, /On the one input that is worth most/);
    assert.match(text, /What the test data lack/);
    assert.match(text, /of train: input 3 \(4 of 5 runs\), input 2 \(1 of 5 runs\)/);
    assert.equal(await page.locator('figure svg').count(), 2, 'the curve is drawn, and an input that is a signal');
    assert.equal(await page.locator('.gallery figure').count(), 3, 'what is known of four inputs');
    assert.match(await page.textContent('.gallery'), /input 3kills 1 mutant.*0\.5, -1, 2input 1kills 0 mutants/);
    assert.deepEqual(await page.locator('.gallery img').evaluateAll((all) => all.map((one) => [one.naturalWidth, one.width])), [[28, 112]], 'an image is decoded, and large enough to see');
    assert.equal(await overflow(page), 0);
    await shoot(page, `inputs-${colorScheme}`);
    await page.click('table a >> nth=0');
    // The page follows the link a moment after the click.
    await page.locator('main', { hasText: /2 like these among those of suite test would kill it/ }).waitFor({ timeout: 5000 });
    assert.match(await page.textContent('.gallery'), /input 3right in your program, wrong in the mutant, in 4 of 5 runs/);
    assert.ok(await page.evaluate(() => document.querySelector('.gallery').compareDocumentPosition(document.querySelector('.verdicts, .diff, .reason')) & Node.DOCUMENT_POSITION_FOLLOWING), 'a survivor begins with its pictures');
    await shoot(page, `inputs-of-mutant-${colorScheme}`);
  }
}

async function walk() {
  const page = await open({ colorScheme: 'light' });
  await page.goto(address);
  assert.match(await page.textContent('h1'), /test data/);
  assert.match(await page.textContent('.score'), /66\.7 %/);
  assert.ok(await page.locator('figure svg').count() >= 2, 'plots of the campaign are drawn');
  assert.ok(await page.locator('figure svg rect').count() >= 3, 'and hold bars');
  assert.match(await page.textContent('main'), /the loss is hand-written/);
  assert.match(await page.textContent('main'), /not chosen, or that nothing in the program fits: .*\(HDB\)/);
  await shoot(page, 'campaign-light');

  await page.click('text=what to try →');
  await page.waitForSelector('.mutants tbody tr');
  assert.equal(await page.locator('.mutants tbody tr').count(), 1, 'survivors first');
  await page.selectOption('select[name=verb]', '');
  assert.equal(await page.locator('.mutants tbody tr').count(), 8, 'all of them');
  await page.fill('input[name=text]', 'zeros');
  assert.equal(await page.locator('.mutants tbody tr').count(), 1, 'by text');
  await page.fill('input[name=text]', '');
  await page.selectOption('select[name=operator]', 'WRB');
  assert.equal(await page.locator('.mutants tbody tr').count(), 5, 'by operator');
  await page.selectOption('select[name=operator]', '');
  await shoot(page, 'mutants-light');

  await page.click('text=HLR@a.cpp:3:4');
  await page.waitForSelector('h1.id');
  assert.equal(await page.textContent('h1'), 'HLR@a.cpp:3:4');
  assert.match(await page.textContent('.diff .added'), /something is wrong with HLR/);
  assert.ok(await page.locator('figure svg').count() >= 3, 'strips, prediction and search are drawn');
  assert.ok(await page.locator('figure').first().locator('path').count() >= 10, 'a mark a run');
  await shoot(page, 'mutant-light');
  await page.goto(`${address}#mutants/${encodeURIComponent('WCI@a.cpp:5:6=ones')}`);
  await page.waitForSelector('.advice');
  assert.match(await page.textContent('.advice'), /Add inputs/);

  await page.click('nav >> text=Sources');
  const file = page.locator('mutation-test-report-app');
  await page.locator('mutation-test-report-app').getByText('a.cpp').filter({ visible: true }).first().waitFor();
  await shoot(page, 'sources-light');
  await page.goto(`${address}#mutant/a.cpp`);
  await file.locator('svg.mutant-dot').first().waitFor();
  const dots = await file.locator('svg.mutant-dot').count();
  await file.locator('#filter-Survived').click();
  assert.ok(await changes(page, () => file.locator('svg.mutant-dot').count(), dots), 'the filter changes what is shown');
  await file.locator('#filter-Survived').click();
  assert.ok(await file.locator('.token.keyword').count() > 0, 'C++ is coloured');
  await file.locator('svg.mutant-dot').first().click();
  await file.locator('tr.diff-row, .diff-new').first().waitFor();
  assert.match(await page.locator('.to-scores:visible').textContent(), /Scores and runs of/);
  await shoot(page, 'diff-light');
  await page.locator('.to-scores a').click();
  await page.waitForSelector('h1.id');
  await page.click('nav >> text=Test suites');
  await page.locator('mutation-test-report-app').getByText('test').filter({ visible: true }).first().waitFor();
  await shoot(page, 'tests-light');

  // By keyboard alone: to the page bar, to a page.
  await page.goto(`${address}#campaign`);
  await page.focus('nav a');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('select[name=verb]');
  await page.keyboard.press('Tab');

  const dark = await open({ colorScheme: 'dark' });
  await dark.goto(address);
  assert.equal(await dark.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await shoot(dark, 'campaign-dark');
  await dark.goto(`${address}#mutants/${encodeURIComponent('HLR@a.cpp:3:4')}`);
  await shoot(dark, 'mutant-dark');
  await dark.click('text=Light / dark');
  assert.equal(await dark.evaluate(() => document.documentElement.dataset.theme), 'light');

  const narrow = await open({ viewport: { width: 420, height: 800 } });
  for (const hash of ['', '#mutants', `#mutants/${encodeURIComponent('HLR@a.cpp:3:4')}`]) {
    await narrow.goto(address + hash);
    assert.ok(await overflow(narrow) <= 0, `nothing leaves a narrow window at ${hash}`);
  }
  await shoot(narrow, 'narrow');
}

/// How long the campaign and then the sources take to be there, in ms.
async function opened(page) {
  await page.goto('about:blank');
  const began = Date.now();
  await page.goto(address);
  await page.waitForSelector('figure svg');
  const campaign = Date.now() - began;
  await page.goto(`${address}#mutant`);
  await page.locator('mutation-test-report-app').getByText('part').filter({ visible: true }).first().waitFor();
  return { campaign, sources: Date.now() - began };
}

/// The best of three: other work on the machine must not decide.
async function openLarge() {
  const page = await open();
  let best = await opened(page);
  for (let again = 0; again < 2 && best.sources >= 3000; ++again) {
    const next = await opened(page);
    if (next.sources < best.sources) best = next;
  }
  console.log(`campaign after ${best.campaign} ms, sources after ${best.sources} ms`);
  assert.ok(best.sources < 3000, `campaign after ${best.campaign} ms, sources after ${best.sources} ms`);
  await page.goto(`${address}#mutants`);
  await page.waitForSelector('.mutants tbody tr');
  await shoot(page, 'large-mutants');
  await page.goto(`${address}#campaign`);
  await shoot(page, 'large-campaign');
}

try {
  await { inputs, walk, open: openLarge, running }[part]();
  assert.deepEqual(faults, []);
} finally {
  await browser.close();
}
