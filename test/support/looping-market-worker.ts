import '../../src-main/workers/market.worker.ts'
import { addLoopingStrategies } from './looping-strategies.ts'

// Before the first command is taken: the thread's messages wait for its modules.
addLoopingStrategies()
