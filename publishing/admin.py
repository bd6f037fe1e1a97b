from publishing.record_admin import TransitionAdmin

__all__ = ["TransitionAdmin"]
