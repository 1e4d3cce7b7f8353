using System.ComponentModel;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api.Geofences;

/// <summary>What became of one fence of an import.</summary>
/// <param name="Index">Its place in what was sent, from 0.</param>
/// <param name="Status">created, replaced, refused or failed (the fleet could not be reached: send it again).</param>
/// <param name="GeofenceId">Null where it was refused before it had one.</param>
/// <param name="Errors">Of a refused one.</param>
public sealed record ImportedView(
    int Index, [property: Description("created, replaced, refused, failed")] string Status, string? GeofenceId, IReadOnlyList<FieldError>? Errors);
