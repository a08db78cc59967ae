export const askChannel = 'auronex:ask'
export const feedChannel = 'auronex:feed'
