import type { AlertView } from '../../../src-preload/contract/views.ts'
import type { Alert } from '../../engine/ports/store.ts'
import { sentenceView } from './sentence-view.ts'

export const alertView = (alert: Alert): AlertView => ({ ...alert, text: sentenceView(alert.text) })
