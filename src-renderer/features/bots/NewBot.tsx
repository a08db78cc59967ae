export const NewBot = () => null
