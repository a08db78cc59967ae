import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { askChannel, feedChannel } from './contract/channels.ts'
import type { FeedMessage } from './contract/feed.ts'
import type { PreloadApi } from './contract/preload-api.ts'

const api: PreloadApi = {
  ask: (name, input) => ipcRenderer.invoke(askChannel, name, input),
  onFeed: (listener) => {
    const forward = (_event: IpcRendererEvent, message: FeedMessage) => listener(message)
    ipcRenderer.on(feedChannel, forward)
    return () => ipcRenderer.removeListener(feedChannel, forward)
  },
}

contextBridge.exposeInMainWorld('auronex', api)
