import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Icon, type IconName } from "./icon";
import "./popover.css";

interface PopoverProps {
  /** Draws the button; must spread the given props on it. */
  door: (props: {
    "aria-expanded": boolean;
    "aria-haspopup": "dialog" | "menu";
    onClick: () => void;
  }) => ReactNode;
  children: (close: () => void) => ReactNode;
  side?: "left" | "right";
  kind?: "dialog" | "menu";
  label: string;
}

/** Floats under its door; Esc and a click outside close it, the focus goes back to the door. */
export function Popover({ door, children, side = "left", kind = "dialog", label }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const close = () => {
    setOpen(false);
    frame.current?.querySelector<HTMLElement>("button, a")?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: PointerEvent) => {
      const target = event.target;
      if (!(target instanceof Element) || frame.current?.contains(target)) return;
      if (target.closest(".ant-select-dropdown, .ant-picker-dropdown")) return;
      setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <span className="pop-w" ref={frame} onKeyDown={onKeyDown}>
      {door({ "aria-expanded": open, "aria-haspopup": kind, onClick: () => setOpen(!open) })}
      {open ? (
        <div className={`pop ${side}`} role={kind} aria-label={label}>
          {children(close)}
        </div>
      ) : null}
    </span>
  );
}

export interface MenuItem {
  key: string;
  label: ReactNode;
  icon?: IconName;
  /** For a choice among several: which one holds now. */
  checked?: boolean;
  onPick: () => void;
}

/** Arrow keys move, Enter picks. */
export function Menu({
  items,
  close,
  focus = true,
}: {
  items: MenuItem[];
  close: () => void;
  focus?: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) list.current?.querySelector("button")?.focus();
  }, [focus]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const menu = list.current?.closest('[role="menu"]') ?? list.current;
    const buttons = [...(menu?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons.at((at + step + buttons.length) % buttons.length)?.focus();
  };
  return (
    <div className="menu" ref={list} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role={item.checked === undefined ? "menuitem" : "menuitemradio"}
          aria-checked={item.checked}
          onClick={() => {
            close();
            item.onPick();
          }}
        >
          {item.checked === undefined && item.icon ? <Icon name={item.icon} size="s" /> : null}
          {item.checked === undefined ? null : (
            <span className="menu-k">{item.checked ? <Icon name="check" size="s" /> : null}</span>
          )}
          {item.label}
        </button>
      ))}
    </div>
  );
}
