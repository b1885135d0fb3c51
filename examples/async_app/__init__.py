"""The SDK inside an asyncio web service, and inside a trio nursery."""
