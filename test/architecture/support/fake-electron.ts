/** As much of the desktop runtime as the window's code touches; it only remembers what it was told. */
type Call = (...given: readonly unknown[]) => unknown

const emitter = () => {
  const listeners = new Map<string, Call>()
  return {
    listeners,
    on: (name: string, listener: Call) => listeners.set(name, listener),
    once: (name: string, listener: Call) => listeners.set(name, listener),
  }
}

const handlers = new Map<string, Call>()
const windows: FakeWindow[] = []
const opened: unknown[] = []
const schemes: unknown[] = []
const downloads = emitter()

class FakeWindow {
  readonly options: Readonly<Record<string, unknown>>
  readonly webContents = {
    ...emitter(),
    setWindowOpenHandler: (handler: Call) => handlers.set('window-open', handler),
  }
  readonly once = () => {}
  readonly maximize = () => {}
  readonly show = () => {}
  readonly loaded: string[] = []

  constructor(options: Readonly<Record<string, unknown>>) {
    this.options = options
    windows.push(this)
  }
  loadURL(address: string): void {
    this.loaded.push(address)
  }
}

/** What was told to it, by name. */
export const told = { handlers, windows, opened, schemes, downloads: downloads.listeners }

export const fakeElectron = {
  BrowserWindow: FakeWindow,
  nativeTheme: { themeSource: 'system', shouldUseDarkColors: true },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: Call) => handlers.set('permission-request', handler),
      setPermissionCheckHandler: (handler: Call) => handlers.set('permission-check', handler),
      setDevicePermissionHandler: (handler: Call) => handlers.set('device-permission', handler),
      on: downloads.on,
    },
  },
  protocol: {
    registerSchemesAsPrivileged: (given: readonly unknown[]) => schemes.push(...given),
    handle: (scheme: string, handler: Call) => handlers.set(`protocol ${scheme}`, handler),
  },
  shell: {
    openExternal: async (address: unknown) => {
      opened.push(address)
    },
  },
}
