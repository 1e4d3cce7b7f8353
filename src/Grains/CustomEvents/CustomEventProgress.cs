namespace Fleet.CustomEvents;

/// <summary>What of one definition holds for one vehicle.</summary>
[GenerateSerializer, Alias("Fleet.CustomEventProgress")]
public sealed class CustomEventProgress
{
    [Id(0)] public required string Name { get; init; }

    /// <summary>Of the definition; progress with another is thrown away.</summary>
    [Id(1)] public required long Revision { get; init; }

    /// <summary>The first position that was looked at: nothing is counted from before.</summary>
    [Id(2)] public required DateTimeOffset Since { get; init; }

    /// <summary>With an entry trigger that holds: the first entry of this visit.</summary>
    [Id(3)] public FenceTouch? Entered { get; set; }

    /// <summary>With an exit trigger that holds.</summary>
    [Id(4)] public FenceTouch? Left { get; set; }

    /// <summary>Told of this visit, stand or stretch.</summary>
    [Id(5)] public bool Told { get; set; }

    /// <summary>The stand that it was told of, where a stand alone is the trigger.</summary>
    [Id(6)] public DateTimeOffset? ToldStop { get; set; }

    /// <summary>What waits for confirmation.</summary>
    [Id(7)] public PendingCustomEvent? Pending { get; set; }

    /// <summary>What was confirmed last, so that a confirmation sent twice is answered alike.</summary>
    [Id(8)] public PendingCustomEvent? Confirmed { get; set; }
}
