namespace Fleet.CustomEvents;

/// <summary>How much an application-defined event matters to whoever defined it.</summary>
public enum CustomEventPriority
{
    Low,
    Medium,
    High,
    Critical,
}
