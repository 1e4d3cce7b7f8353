using System.Reflection;

namespace Fleet.Places;

/// <summary>Grains of which only places may be asked: whoever asks a fence's while a fence waits for him waits for ever.</summary>
public class OnlyPlaces : DispatchProxy
{
    private IGrainFactory _grains = null!;

    public static IGrainFactory Of(IGrainFactory grains)
    {
        var only = Create<IGrainFactory, OnlyPlaces>();
        ((OnlyPlaces)(object)only)._grains = grains;
        return only;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name != nameof(IGrainFactory.GetGrain) || targetMethod.GetGenericArguments() is [{ Namespace: "Fleet.Places" }]
            ? targetMethod.Invoke(_grains, args)
            : throw new InvalidOperationException(targetMethod.ToString());
}
