using System.Collections.Immutable;
using System.Text.Json;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;
using Fleet.Layers;

namespace Fleet.Gateway.Api.Layers;

/// <summary>The features of one upload, each judged by itself: one that is wrong is named, the others are taken.</summary>
internal sealed class LayerUpload<TFeature>
    where TFeature : class
{
    /// <summary>Errors beyond these are counted only.</summary>
    public const int MaxErrors = 100;

    private readonly ImmutableArray<TFeature>.Builder _features = ImmutableArray.CreateBuilder<TFeature>();
    private readonly List<FeatureErrorView> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <returns>Null where something is wrong: then the error says what.</returns>
    public delegate TFeature? Reader(JsonElement element, int index, out FeatureErrorView? error);

    public ImmutableArray<TFeature> Features => _features.ToImmutable();

    public IReadOnlyList<FeatureErrorView> Errors => _errors;

    public int Refused { get; private set; }

    /// <param name="body">A FeatureCollection.</param>
    /// <param name="read">Reads one feature.</param>
    /// <param name="idOf">Unique within a layer.</param>
    /// <exception cref="ProblemException">It is no FeatureCollection.</exception>
    public static LayerUpload<TFeature> Read(RequestJson body, Reader read, Func<TFeature, string> idOf)
    {
        var fields = body.Fields;
        if (fields.Text("type", 32, required: true) is { } type && type != "FeatureCollection")
            fields.Fail("type", FieldErrorCode.Unknown, "must be FeatureCollection");
        if (fields.KindOf("features") != JsonValueKind.Array)
            fields.Fail("features", FieldErrorCode.Type, "must be an array of features");
        body.ThrowIfInvalid();
        var upload = new LayerUpload<TFeature>();
        var index = 0;
        foreach (var (element, _) in fields.Items("features", int.MaxValue)!)
        {
            var feature = read(element, index, out var error);
            upload.Take(feature, feature is null ? null : idOf(feature), error, index);
            index++;
        }

        return upload;
    }

    /// <summary>Why there is nothing to put.</summary>
    public Problem Nothing() => new(ProblemKinds.Invalid, "No feature could be taken.")
    {
        Errors = Refused == 0
            ? [new FieldError("features", FieldErrorCode.Range, "must not be empty")]
            : [.. Errors.Take(FieldErrors.Max).Select(e => new FieldError($"features[{e.Index}].{e.Field}", e.Code, e.Message))],
    };

    /// <summary>Why what there is to put was not.</summary>
    public static Problem TooMany(LayerPut put, int maxLayers, int maxPoints) => put.TooMany == "layers"
        ? Problem.Invalid("layer_id", FieldErrorCode.Range, $"the organization has {maxLayers} layers, which is the limit")
        : Problem.Invalid("features", FieldErrorCode.Range, $"the organization's layers together may have {maxPoints} points");

    private void Take(TFeature? feature, string? id, FeatureErrorView? error, int index)
    {
        if (id is not null && !_ids.Add(id))
            error = new FeatureErrorView(index, id, "id", FieldErrorCode.Duplicate, "is another feature's id too");

        if (error is null)
        {
            _features.Add(feature!);
            return;
        }

        Refused++;
        if (_errors.Count < MaxErrors)
            _errors.Add(error);
    }
}
