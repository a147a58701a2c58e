import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link, type To } from "react-router";
import { Icon, type IconName } from "./icon";
import "./button.css";

interface Look {
  /** `ink` is the one primary action of a region. */
  kind?: "plain" | "ink" | "quiet";
  small?: boolean;
  wide?: boolean;
  icon?: IconName;
}

type ButtonProps = Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & { submit?: boolean };

function classes({ kind = "plain", small, wide }: Look, off = false): string {
  return ["btn", kind === "plain" ? "" : kind, small ? "s" : "", wide ? "wide" : "", off ? "off" : ""]
    .filter(Boolean)
    .join(" ");
}

/** `aria-disabled` rather than `disabled`, so that the reason it is off can be reached and read. */
export function Button({
  kind,
  small,
  wide,
  icon,
  submit,
  disabled,
  onClick,
  children,
  className,
  ...rest
}: ButtonProps) {
  const name = [classes({ kind, small, wide }, disabled), className].filter(Boolean).join(" ");
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      className={name}
      aria-disabled={disabled || undefined}
      onClick={(event) => (disabled ? event.preventDefault() : onClick?.(event))}
    >
      {icon ? <Icon name={icon} size="s" /> : null}
      {children}
    </button>
  );
}

export function LinkButton({
  to,
  kind,
  small,
  wide,
  icon,
  state,
  children,
}: Look & { to: To; state?: unknown; children: ReactNode }) {
  return (
    <Link className={classes({ kind, small, wide })} to={to} state={state}>
      {icon ? <Icon name={icon} size="s" /> : null}
      {children}
    </Link>
  );
}
