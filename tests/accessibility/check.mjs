// Opens every page of the site of a year in English, and of the Persian register, in a browser:
// check.mjs CMT [FOLDER]. With a folder, pictures of some pages are left there to be looked at.
// - axe-core finds no violation, on a telephone in light or on a screen in dark colours: each kind of page in
//   one of the two in English and in the other in Persian; with a folder, every page in both;
// - what axe does not know: the keyboard, the width of a telephone, paper, the texts of charts.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [cmt, pictures] = process.argv.slice(2).map((word) => resolve(word));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const telephone = { width: 380, height: 800, scheme: 'light' };
const screen = { width: 1280, height: 900, scheme: 'dark' };
const problems = [];
let checked = 0;

function fails(page, what) {
  problems.push(`${page}: ${what}`);
}

function run(...words) {
  const environment = { ...process.env, CMT_NOW: '2027-02-01T12:00:00Z', CMT_USER: 'tester' };
  return execFileSync(words[0], words.slice(1), { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });
}

// The folder of the site of a register.
function site(folder, name, register) {
  run(cmt, '-C', register, 'report', '--format', 'html', '-o', join(folder, name) + '/');
  return join(folder, name);
}

function registerOfYear(folder) {
  const register = join(folder, 'register');
  run('python3', join(root, 'examples/year/register.py'), cmt, register);
  return register;
}

// What must hold in the page itself; gives what does not.
function shortcomings() {
  const found = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  for (const picture of all('svg[role=img]')) {
    if (!picture.querySelector('title')?.textContent || !picture.querySelector('desc')?.textContent)
      found.push('a chart without a name or description');
    if (!picture.closest('section')?.querySelector('table')) found.push('a chart without its table');
  }
  if (all('th:not([scope])').length) found.push('a table header without a scope');
  if (document.documentElement.scrollWidth > innerWidth)
    found.push(`wider than the window: ${document.documentElement.scrollWidth}`);
  for (const link of all('a[href^="#"]'))
    if (!document.getElementById(link.hash.slice(1))) found.push(`no ${link.hash} to go to`);
  return found;
}

// A page in some views. Whatever it asks of the network, or complains of, is a problem.
async function look(browser, file, views) {
  const name = file.split('/').slice(-2).join('/');
  const page = await browser.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) fails(name, `asks for ${request.url()}`);
  });
  page.on('console', (message) => fails(name, message.text()));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(axe);
  for (const view of views) {
    await page.setViewport({ width: view.width, height: view.height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }]);
    for (const shortcoming of await page.evaluate(shortcomings))
      fails(name, `${view.width} px: ${shortcoming}`);
    const found = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
    for (const one of found.violations)
      fails(name, `${view.width} px: ${one.id}: ${one.help}: ` +
        one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | '));
    ++checked;
  }
  await page.close();
}

// The first stop of the keyboard skips to the figures; every link shows that it has the focus.
async function keyboard(browser, file) {
  const page = await browser.newPage();
  await page.bringToFront();
  await page.goto(pathToFileURL(file).href);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== 'skip') fails(file, `the first stop is ${first}`);
  const seen = await page.evaluate(() => document.activeElement.getBoundingClientRect().left >= 0);
  if (!seen) fails(file, 'the skip link is not seen when it has the focus');
  await page.keyboard.press('Enter');
  if (await page.evaluate(() => document.activeElement.id) !== 'content') fails(file, 'the skip link leads nowhere');
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(() => {
      const stop = document.activeElement;
      return getComputedStyle(stop).outlineStyle === 'none' ? stop.outerHTML.slice(0, 120) : '';
    });
    if (hidden) fails(file, `stop ${i + 1} after the heading shows no focus: ${hidden}`);
  }
  await page.emulateMediaType('print');
  const printed = await page.evaluate(() => [...document.querySelectorAll('nav, .skip')].filter((e) => getComputedStyle(e).display !== 'none').length);
  if (printed) fails(file, 'navigation on paper');
  await page.close();
}

async function picture(browser, file, view, name) {
  const page = await browser.newPage();
  await page.setViewport({ width: view.width, height: view.height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme }]);
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: join(pictures, `${name}-${view.width}-${view.scheme}.png`), fullPage: true });
  if (view === screen) await page.pdf({ path: join(pictures, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
  await page.close();
}

const folder = mkdtempSync(join(tmpdir(), 'cmt-site-'));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM, headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
try {
  const register = registerOfYear(folder);
  const sites = [site(folder, 'year', register), site(folder, 'clinic', join(root, 'examples/clinic'))];
  for (const words of [['audit', 'run'], ['review', 'pack'], ['gap']])
    run(cmt, '-C', register, ...words, '--period', '2026', '--format', 'html', '-o', join(sites[0], words[0] + '.html'));
  await Promise.all(sites.map(async (one, which) => {
    for (const name of readdirSync(one)) {
      // By the length of its name: the same page has the other view in the other site.
      const views = [telephone, screen].filter((_, view) => pictures || (name.length + which + view) % 2 === 0);
      await look(browser, join(one, name), views);
    }
  }));
  // One after the other: only the tab in front has the focus.
  for (const one of sites)
    for (const name of ['index.html', 'timeliness.html']) await keyboard(browser, join(one, name));
  if (pictures) {
    if (!existsSync(pictures)) mkdirSync(pictures);
    for (const one of sites)
      for (const name of ['index', 'timeliness', 'trend', 'kpi', 'recurrence', 'satisfaction', 'improvement', 'promises'])
        for (const view of [telephone, screen, { ...screen, scheme: 'light' }])
          await picture(browser, join(one, name + '.html'), view, `${one.split('/').at(-1)}-${name}`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
for (const problem of problems) console.log(problem);
console.log(`${checked} views of pages looked at, ${problems.length} problems`);
process.exit(problems.length || !checked ? 1 : 0);
