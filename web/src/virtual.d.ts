declare module "virtual:tokens" {
  export const light: Record<string, string>;
  export const dark: Record<string, string>;
}
