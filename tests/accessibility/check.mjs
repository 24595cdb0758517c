// Opens every page of the site of a year in English, and of the Persian register, in a browser:
// check.mjs CMT [FOLDER]. With a folder, pictures of some pages are left there to be looked at.
// - axe-core finds no violation, on a telephone in light or on a screen in dark colours: each kind of page in
//   one of the two in English and in the other in Persian; with a folder, every page in both;
// - what axe does not know: the keyboard, the width of a telephone, paper, the texts of charts.
// And the forms, blank and filled, of which the one for complainants is filled in and saved, and read by cmt new.
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

// The forms in each language, blank and filled; gives their files.
function formsOf(folder) {
  const register = join(folder, 'forms');
  run(cmt, 'init', register, '--name', 'Blue Shop', '--timezone', 'UTC', '-q');
  const id = run(cmt, '-C', register, 'new', 'Late', '--medium', 'web', '--description', 'It came <b>late</b>.\nدیر رسید.', '--complainant', 'Ada Byron',
    '--address', '12 Mill Lane', '--email', 'ada@example.org', '--remedy-text', 'My money back', '-q').trim();
  run(cmt, '-C', register, 'ack', id, '-q');
  const files = [];
  for (const language of ['en', 'fa', 'ru'])
    for (const kind of ['complainant', 'follow-up'])
      for (const words of [[], [id]]) {
        files.push(join(folder, `form-${kind}-${words.length ? 'filled' : 'blank'}-${language}.html`));
        run(cmt, '-C', register, 'form', ...words, `--${kind}`, '--lang', language, '--format', 'html', '-o', files.at(-1));
      }
  return { register, files };
}

// Fills in the blank form for complainants as they would, saves it, and lets cmt read the file and print it again.
async function fillIn(browser, folder, register, language) {
  const name = `form in ${language}`;
  const hostile = 'a "quote", a \\ and <b>: # [x] \u0007\ufeff\u2028 \ud800 \u{1f600}';
  const answers = {
    name: hostile, address: '12 Mill Lane', post_code: '01234', town: 'تهران', country: 'Norge', phone: `+47 22 00 00 ${language.charCodeAt(0)}`, fax: 'no',
    email: `${language}@example.org`, representative_name: '- Omar', representative_authority: '? null', contact_name: '@Eve', reference_number: '007',
    product: 'true', occurred_on: language === 'fa' ? '۱۴۰۵-۰۸-۲۹' : '2026-11-20', description: `${hostile}\n\n  Twice.\tدوبار`,
    remedy: '| more', signed_on: '2026-11-21', signature: '', enclosures: 'a\nb',
  };
  const page = await browser.newPage();
  page.on('console', (message) => fails(name, message.text()));
  page.on('pageerror', (error) => fails(name, error.message));
  await page.bringToFront();
  const saved = join(folder, `saved-${language}`);
  mkdirSync(saved);
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: saved });
  await page.goto(pathToFileURL(join(folder, `form-complainant-blank-${language}.html`)).href);
  await page.click('button');
  if (readdirSync(saved).length) fails(name, 'saved without a description');
  // The keyboard types the description; what it cannot type is pasted.
  await page.focus('#description');
  await page.keyboard.type('typed');
  if ((await page.$eval('#description', (field) => field.value)) !== 'typed') fails(name, 'nothing can be typed');
  await page.evaluate((all) => {
    for (const [key, text] of Object.entries(all)) document.getElementById(key).value = text;
  }, answers);
  await page.focus('input[name=remedy_requested]');
  await page.keyboard.press('Space');
  await page.click('button');
  const file = join(saved, 'complaint.yaml');
  for (let i = 0; i < 100 && !existsSync(file); ++i) await new Promise((done) => setTimeout(done, 50));
  if (!existsSync(file)) return fails(name, 'nothing was saved');
  if (!(await page.$eval('#saved', (place) => place.textContent))) fails(name, 'the page does not say that it was saved');
  await page.close();
  const id = run(cmt, '-C', register, 'new', 'By form', '--medium', 'web', '--from-form', file, '-q').trim();
  const { items, language: printed } = JSON.parse(run(cmt, '-C', register, 'form', id, '--complainant', '--json'));
  if (printed !== language) fails(name, `read as ${printed}`);
  const expected = (key, text) => {
    if (key === 'occurred_on') return '2026-11-20';
    // Half a character becomes the sign for one that is missing, already in the browser.
    const clean = text.replace('\u0007', ' ').replace('\ufeff', '').replace('\ud800 ', '\ufffd ');
    return clean.replace('\u2028', key === 'name' ? ' ' : '\n').trim() || null;
  };
  for (const [key, text] of Object.entries({ ...answers, remedy_requested: 'yes' }))
    if (items[key] !== expected(key, text)) fails(name, `${key} is ${JSON.stringify(items[key])} for ${JSON.stringify(text)}`);
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
  const forms = formsOf(folder);
  for (const [which, file] of forms.files.entries()) await look(browser, file, [telephone, screen].filter((_, view) => pictures || (which + view) % 2 === 0));
  for (const language of ['en', 'fa', 'ru']) await fillIn(browser, folder, forms.register, language);
  if (pictures) {
    if (!existsSync(pictures)) mkdirSync(pictures);
    for (const file of forms.files)
      for (const view of [telephone, screen]) await picture(browser, file, view, file.split('/').at(-1).replace('.html', ''));
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
