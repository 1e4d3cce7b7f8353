namespace Fleet.Alerts;

/// <summary>What a field holds, and with it which operators it takes.</summary>
public enum AlertFieldType
{
    /// <summary>eq, ne, in, not_in, contains.</summary>
    Text,

    /// <summary>eq, ne, gt, gte, lt, lte, in, not_in.</summary>
    Number,

    /// <summary>eq, ne.</summary>
    Flag,

    /// <summary>low, medium, high, critical, in this order: eq, ne, gt, gte, lt, lte, in, not_in.</summary>
    Level,

    /// <summary>contains.</summary>
    Texts,
}
