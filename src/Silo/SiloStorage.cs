namespace Fleet.Silo;

/// <summary>Where this silo keeps its data: PostgreSQL where <c>Fleet:Database</c> says which, else memory.</summary>
/// <param name="IsDurable">Survives the process.</param>
/// <param name="Description">One line for the start-up screen. Never holds the connection string.</param>
public sealed record SiloStorage(bool IsDurable, string Description)
{
    /// <summary>The configuration key of the connection string.</summary>
    public const string DatabaseKey = "Fleet:Database";
}
