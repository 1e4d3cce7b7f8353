namespace Fleet.Alerts;

/// <summary>What makes events belong together.</summary>
public enum AlertGrouping
{
    Vehicle,
    Driver,

    /// <summary>S1's cells: a hundredth of a degree of latitude and of longitude, rounded down.</summary>
    Location,

    /// <summary>All of the organization's. Only of counts.</summary>
    Organization,
}
