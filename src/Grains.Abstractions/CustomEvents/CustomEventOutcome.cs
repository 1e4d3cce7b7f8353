namespace Fleet.CustomEvents;

public enum CustomEventOutcome
{
    Confirmed,

    /// <summary>The same confirmation came before.</summary>
    AlreadyConfirmed,

    /// <summary>Nothing waits for confirmation: it never came true, its time is up, or another event was meant.</summary>
    NotPending,
}
