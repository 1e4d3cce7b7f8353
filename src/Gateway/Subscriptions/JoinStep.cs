namespace Fleet.Gateway.Subscriptions;

/// <summary>Where a member stands against its feed.</summary>
internal enum JoinStep
{
    /// <summary>In the index; everything from here on comes by itself.</summary>
    Live,

    /// <summary>Has to read more.</summary>
    Behind,

    /// <summary>The feed itself is not there yet: wait until it has settled.</summary>
    Wait,

    /// <summary>The shard cannot say what was missed: start over from a snapshot.</summary>
    Gap,

    /// <summary>Nobody waits for it any more.</summary>
    Ended,
}
