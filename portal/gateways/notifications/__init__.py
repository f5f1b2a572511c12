"""Notifications: being subscribed at a Notificaties API (VNG Notificaties 1.0)."""

from portal.gateways.notifications.subscriptions import connect

__all__ = ["connect"]
