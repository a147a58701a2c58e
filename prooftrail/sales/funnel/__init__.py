"""The funnel read off what happened: logs of other systems, and won deals."""
