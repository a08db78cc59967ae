export const BotDetail = () => null
