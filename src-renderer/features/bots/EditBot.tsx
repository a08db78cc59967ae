export const EditBot = () => null
