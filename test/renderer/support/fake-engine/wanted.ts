import type { FeedBody, Topic } from '../../../../src-preload/contract/feed.ts'

/** Whether the window has asked for news of this kind; what is not news is always sent. */
export const isWanted = (body: FeedBody, topics: readonly Topic[]): boolean => {
  if (body.kind === 'fills' || body.kind === 'equity') {
    return topics.some(({ topic }) => topic === body.kind)
  }
  if (body.kind !== 'decisions') return true
  return topics.some((topic) => topic.topic === 'decisions' && topic.botId === body.botId)
}
