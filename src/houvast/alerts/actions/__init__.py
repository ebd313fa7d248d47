"""What happens to alerts: what rules find, what people raise, answer and close, and what a school sets."""

from houvast.alerts.actions.findings import Applied, apply_findings

__all__ = ["Applied", "apply_findings"]
