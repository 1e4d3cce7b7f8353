namespace Fleet.Traffic;

/// <summary>Steps of an accident: reported, updated as often as it takes, resolved once and for all.</summary>
internal static class AccidentLife
{
    /// <summary>Null where it changes nothing.</summary>
    public static Accident? Update(Accident accident, AccidentUpdate update, DateTimeOffset at)
    {
        var after = accident with
        {
            Severity = update.Severity ?? accident.Severity,
            Status = update.Status ?? accident.Status,
            EmergencyServices = update.EmergencyServices ?? accident.EmergencyServices,
            VehiclesInvolved = update.VehiclesInvolved ?? accident.VehiclesInvolved,
            Description = update.Description ?? accident.Description,
            Confidence = update.Confidence ?? accident.Confidence,
        };
        return after == accident ? null : after with { UpdatedAt = Later(at, accident.UpdatedAt) };
    }

    public static Accident Resolve(Accident accident, AccidentResolution resolution, DateTimeOffset at)
    {
        var ended = Later(at, accident.UpdatedAt);
        return accident with { Status = AccidentStatus.Resolved, Resolution = resolution, ResolvedAt = ended, UpdatedAt = ended };
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
