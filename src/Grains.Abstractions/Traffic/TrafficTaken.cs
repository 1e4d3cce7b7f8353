namespace Fleet.Traffic;

/// <summary>What became of something reported.</summary>
public enum TrafficTaken
{
    Accepted,

    /// <summary>It was known already; nothing changed.</summary>
    Duplicate,

    /// <summary>Older than what is known; nothing changed.</summary>
    Late,

    /// <summary>There is no such thing, and the report does not say enough to make it.</summary>
    Unknown,

    /// <summary>Its state does not allow it.</summary>
    Conflict,
}
