// Brings what the project needs: the pinned packages (Node among them) and, with --browser, a Chromium.
// Runs on the machine's own Node (20 or later), has no dependencies, and does nothing when all is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'node_modules', '.lockstep-setup')

const fail = (what, remedy) => {
  process.stderr.write(`setup: ${what}\nsetup: ${remedy}\n`)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} is too old.`, 'Install Node 20 or later; the project brings the rest.')
}

installPackages()
if (process.argv.includes('--browser')) installBrowser()

function installPackages() {
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  process.stderr.write('setup: installing packages…\n')
  // Not `npm ci`: it refuses a lock file that does not list the binaries of every other platform, and some registries
  // carry only those that were asked for. The locked versions hold all the same, and the lock file is not written.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const run = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (run.status !== 0)
    fail('npm install failed; its message stands above.', 'Check the network, then run the command again.')
  writeFileSync(stampFile, stamp)
}

function installBrowser() {
  if (findBrowser()) return
  process.stderr.write('setup: installing Chromium…\n')
  const asRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const commands = asRoot
    ? [
        ['apt-get', ['update', '-qq']],
        ['apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']],
      ]
    : [[join(root, 'node_modules/.bin/playwright'), ['install', 'chromium']]]
  for (const [command, args] of commands) {
    spawnSync(command, args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  if (!findBrowser()) fail('No Chromium could be installed.', 'Install one, and name it in CHROMIUM_PATH.')
}

function findBrowser() {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  if (known.some((path) => path && existsSync(path))) return true
  const ask = "process.stdout.write(require('@playwright/test').chromium.executablePath())"
  const own = spawnSync(process.execPath, ['-e', ask], { cwd: root, encoding: 'utf8' })
  return own.status === 0 && existsSync(own.stdout)
}
