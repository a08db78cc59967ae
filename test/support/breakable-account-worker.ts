import { parentPort } from 'node:worker_threads'
import '../../src-main/workers/account.worker.ts'
import { breakable } from './breakable-worker.ts'

breakable(parentPort)
