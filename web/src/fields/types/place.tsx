import { useState } from "react";
import type { Place } from "@/app/shapes";
import { isPlace } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { Button, Icon, Input } from "@/ui";
import { plainNumber } from "../typed";
import { ShowAs } from "../show-as";
import type { EditProps, FieldKind, ShowProps } from "../kind";

const blank = { lat: "", lng: "" };

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  const words = useDeskWords();
  const [typed, setTyped] = useState(
    isPlace(value) ? { lat: String(value.lat), lng: String(value.lng) } : blank,
  );
  const [refused, setRefused] = useState(false);
  const put = (lat: string, lng: string, more: Partial<Place> = {}) => {
    setTyped({ lat, lng });
    const filled = lat !== "" && lng !== "";
    onChange(filled ? { lat: Number(lat), lng: Number(lng), datum: "WGS84", ...more } : null);
  };
  const locate = () => {
    setRefused(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        put(coords.latitude.toFixed(7), coords.longitude.toFixed(7), {
          accuracy_m: Math.round(coords.accuracy),
        }),
      () => setRefused(true),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <div className="place-e">
      <Input
        id={id}
        aria-label={words.record.latitude}
        placeholder={words.record.latitude}
        inputMode="decimal"
        autoFocus={autoFocus}
        invalid={invalid}
        value={typed.lat}
        onText={(text) => put(plainNumber(text), typed.lng)}
      />
      <Input
        aria-label={words.record.longitude}
        placeholder={words.record.longitude}
        inputMode="decimal"
        invalid={invalid}
        value={typed.lng}
        onText={(text) => put(typed.lat, plainNumber(text))}
      />
      <Button small icon="pin" onClick={locate}>
        {words.record.here}
      </Button>
      {refused ? <p className="sm wait wide">{words.record.hereRefused}</p> : null}
    </div>
  );
}

function Show({ field, value, dense }: ShowProps) {
  const accuracy = isPlace(value) ? value.accuracy_m : null;
  return (
    <span className="n nowrap">
      <Icon name="pin" size="s" /> <ShowAs field={field} value={value} />
      {!dense && accuracy ? <span className="dim sm"> ±{Number(accuracy)} m</span> : null}
    </span>
  );
}

export const kind: FieldKind = {
  types: ["place"],
  operators: ["empty"],
  Edit,
  Show,
  width: 170,
  single: true,
};
