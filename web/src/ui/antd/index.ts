/** The only door to antd: desk forms and pickers. The pocket never comes here. */
export { Kit } from "./kit";
export { type Option, PickDay, PickMany, PickOne, PickTime } from "./pick";
