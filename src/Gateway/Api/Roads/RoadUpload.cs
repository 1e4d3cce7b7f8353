using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;
using Fleet.Roads;

namespace Fleet.Gateway.Api.Roads;

/// <summary>The features of one upload, each judged by itself.</summary>
internal sealed class RoadUpload
{
    /// <summary>Errors beyond these are counted only.</summary>
    public const int MaxErrors = 100;

    private readonly ImmutableArray<RoadLimit>.Builder _roads = ImmutableArray.CreateBuilder<RoadLimit>();
    private readonly List<RoadErrorView> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ImmutableArray<RoadLimit> Roads => _roads.ToImmutable();

    public IReadOnlyList<RoadErrorView> Errors => _errors;

    public int Refused { get; private set; }

    /// <exception cref="ProblemException">It is no FeatureCollection.</exception>
    public static RoadUpload Read(RequestJson body)
    {
        var fields = body.Fields;
        if (fields.Text("type", 32, required: true) is { } type && type != "FeatureCollection")
            fields.Fail("type", FieldErrorCode.Unknown, "must be FeatureCollection");
        if (fields.KindOf("features") != JsonValueKind.Array)
            fields.Fail("features", FieldErrorCode.Type, "must be an array of features");
        body.ThrowIfInvalid();
        var upload = new RoadUpload();
        var reader = new RoadReader();
        var index = 0;
        foreach (var (element, _) in fields.Items("features", int.MaxValue)!)
        {
            upload.Take(reader.Read(element, index, out var error), error, index);
            index++;
        }

        return upload;
    }

    private void Take(RoadLimit? road, RoadErrorView? error, int index)
    {
        if (road is not null && !_ids.Add(road.RoadId))
            error = new RoadErrorView(index, road.RoadId, "id", FieldErrorCode.Duplicate, "is another feature's id too");

        if (error is null)
        {
            _roads.Add(road!);
            return;
        }

        Refused++;
        if (_errors.Count < MaxErrors)
            _errors.Add(error);
    }
}
