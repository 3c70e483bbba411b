"""What a briefing, a span, an entity and an annotation are.

Standard library only: no input or output, no clock, no toolkit. Every class here is frozen.
"""
