namespace Fleet.Devices.Accuracy;

/// <summary>What was found in one file of unlabelled traces.</summary>
internal sealed record PlausibilityRow
{
    public required string File { get; init; }

    public int Vehicles { get; init; }

    public int Positions { get; init; }

    public double Kilometres { get; init; }

    /// <summary>Positions that no vehicle could have reached.</summary>
    public int Jumps { get; init; }

    public int Harsh { get; init; }

    /// <summary>Of the harsh ones, those before and after which the vehicle stood.</summary>
    public int Standing { get; init; }

    /// <summary>Harsh ones of one vehicle.</summary>
    public int MostInAMinute { get; init; }

    public int Speeding { get; init; }

    /// <summary>Of the speeding ones, those over the organization's limit.</summary>
    public int OverOrganization { get; init; }

    public int Crashes { get; init; }

    public double HarshOn100Km => Kilometres > 0 ? Harsh / Kilometres * 100 : 0;
}
