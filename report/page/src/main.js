// The report: a bar of pages, our own pages, and the sources with their mutants by mutation-testing-elements.
import { campaignPage } from './campaign.js';
import { h } from './dom.js';
import { inputsPage } from './inputs.js';
import { mutantPage } from './mutant.js';
import { mutantsPage } from './mutants.js';

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const campaign = read('misfire-campaign');
const content = document.getElementById('content');
const sources = document.getElementById('sources');
const themeKey = 'mutation-testing-elements-theme'; // so that both parts of the page agree
let app = null;

function stored() {
  try {
    return localStorage.getItem(themeKey);
  } catch {
    return null; // a browser may refuse it for files
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  if (app && app.theme !== theme) app.theme = theme;
}

function toggleTheme() {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(themeKey, theme);
  } catch { /* then it holds until the page is left */ }
  setTheme(theme);
}

/// The sources are drawn when they are first asked for: they are what takes time.
function showSources() {
  if (!app) {
    app = document.createElement('mutation-test-report-app');
    app.setAttribute('title-postfix', 'misfire');
    app.addEventListener('theme-changed', (event) => setTheme(event.detail.theme));
    app.theme = document.documentElement.dataset.theme;
    app.report = read('misfire-report');
    sources.append(app);
  }
  sources.hidden = false;
}

/// The first element that a selector finds, through the shadow trees of the sources' elements.
function find(root, selector) {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const element of root.querySelectorAll('*')) {
    const inside = element.shadowRoot && find(element.shadowRoot, selector);
    if (inside) return inside;
  }
  return null;
}

// What is selected there is told to no listener outside, so it is looked for when something may have changed it.
const link = h('p', { class: 'to-scores', hidden: true, role: 'status' });
function linkSelected() {
  const dot = sources.hidden ? null : find(sources, '.mutant-dot.selected');
  const id = dot?.getAttribute('data-mutant-id');
  link.hidden = !id;
  if (id) link.replaceChildren('Scores and runs of ', h('a', { href: `#mutants/${encodeURIComponent(id)}` }, id));
}
for (const event of ['click', 'keyup']) sources.addEventListener(event, () => setTimeout(linkSelected, 50), true);

const pages = [['#campaign', 'Campaign'], ['#mutants', 'Mutants'], ['#inputs', 'Inputs'], ['#mutant', 'Sources'], ['#test', 'Test suites']];

function bar(current) {
  document.getElementById('top').replaceChildren(
    h('strong', {}, 'misfire'),
    h('nav', { 'aria-label': 'pages' }, pages.map(([href, name]) => h('a', { href, 'aria-current': current === href ? 'page' : null }, name))),
    h('button', { type: 'button', onclick: toggleTheme }, 'Light / dark'));
}

function show() {
  const [page, ...rest] = location.hash.slice(1).split('/');
  const isSources = page === 'mutant' || page === 'test';
  bar(isSources || page === 'mutants' || page === 'inputs' ? `#${page}` : '#campaign');
  content.hidden = isSources;
  sources.hidden = !isSources;
  link.hidden = true;
  if (isSources) return showSources();
  const drawn = page === 'inputs' ? inputsPage(campaign) : page !== 'mutants' ? campaignPage(campaign)
    : rest.length ? mutantPage(campaign, decodeURIComponent(rest.join('/'))) : mutantsPage(campaign);
  content.replaceChildren(...drawn.flat(Infinity).filter(Boolean));
  document.title = `misfire: ${content.querySelector('h1').textContent}`;
  window.scrollTo(0, 0);
}

setTheme(stored() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
document.body.append(link);
window.addEventListener('hashchange', show);
show();
