import { app, Notification } from 'electron'
import type { AppView } from '../../src-preload/contract/views.ts'
import type { Store } from '../engine/ports/store.ts'

/** The oldest Electron that receives security fixes; an older one may only trade simulated money. */
const oldestSupported = 44

export const isSupportedRuntime = (electron: string): boolean =>
  Number(electron.split('.')[0]) >= oldestSupported

export const runtimeView = (store: Store | null): Omit<AppView, 'dataFolder'> => ({
  version: app.getVersion(),
  electron: process.versions.electron ?? '',
  node: process.versions.node,
  sqlite: store?.engineVersion() ?? '',
  platform: `${process.platform}-${process.arch}`,
  notifications: Notification.isSupported(),
  runtimeSupported: isSupportedRuntime(process.versions.electron ?? '0'),
})
