// Runs inside a D-Bus session of its own (see desktopSessionCommand): gives a program a screen, an unlocked
// keyring and a notification server, and ends them with it.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startVirtualDisplay } from './display.mjs'
import { runMain, SetupError } from './report.mjs'
import { runCaptured, runForeground } from './run.mjs'

const serviceStartMs = 15_000

const isOnBus = async (/** @type {string} */ name, /** @type {NodeJS.ProcessEnv} */ env) => {
  const call = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus']
  const ask = [...call, 'org.freedesktop.DBus.NameHasOwner', `string:${name}`]
  const { output } = await runCaptured('dbus-send', ask, { env })
  return output.includes('boolean true')
}

/** Notifications stay until a test clicks or closes them, however busy the machine is. */
const notificationSettings = ['low', 'normal', 'critical']
  .map((urgency) => `[urgency_${urgency}]\ntimeout = 0\n`)
  .join('')

/** Starts a service and waits until programs can reach it by its name on the bus. */
const startService = async (
  /** @type {string} */ name,
  /** @type {string[]} */ [command = '', ...args],
  /** @type {NodeJS.ProcessEnv} */ env,
  input = '',
) => {
  const child = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'ignore'] })
  child.on('error', () => {})
  child.stdin.end(input)
  const deadlineMs = Date.now() + serviceStartMs
  while (!(await isOnBus(name, env))) {
    if (Date.now() > deadlineMs || child.exitCode !== null) {
      throw new SetupError(
        `${command} did not start, so there is no ${name} for the tests.`,
        `Run "${[command, ...args].join(' ')}" in a D-Bus session to see why.`,
      )
    }
    await delay(50)
  }
  return child
}

await runMain(async () => {
  const [command = '', ...args] = process.argv.slice(2)
  // a keyring from an earlier run would be locked with another password
  const home = await mkdtemp(join(tmpdir(), 'auronex-home-'))
  const runtime = join(home, 'runtime')
  await mkdir(runtime, { mode: 0o700 })
  const display = await startVirtualDisplay({ endsWithLastWindow: false })
  /** @type {import('node:child_process').ChildProcess[]} */
  const services = []
  try {
    const {
      WAYLAND_DISPLAY: _wayland,
      XDG_CONFIG_HOME: _config,
      XDG_DATA_HOME: _data,
      ...inherited
    } = display.env
    const env = { ...inherited, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_CACHE_HOME: join(home, '.cache') }
    const keyring = ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets']
    services.push(await startService('org.freedesktop.secrets', keyring, env, 'test\n'))
    const settings = join(home, 'dunstrc')
    await writeFile(settings, notificationSettings)
    services.push(await startService('org.freedesktop.Notifications', ['dunst', '-conf', settings], env))
    return await runForeground(command, args, { env })
  } finally {
    for (const service of services.reverse()) service.kill()
    display.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
})
