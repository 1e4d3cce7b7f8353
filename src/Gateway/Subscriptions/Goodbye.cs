namespace Fleet.Gateway.Subscriptions;

/// <summary>The last thing in a session's queue.</summary>
internal sealed record Goodbye(int Code, string Reason);
