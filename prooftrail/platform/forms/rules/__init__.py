"""When a form's condition holds. Pure; `web/src/rules/conditions.ts` answers the same."""
