using Orleans.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>Makes references for everybody in the silo's process, in grains and outside.</summary>
internal sealed class ClusterClient(Silo silo) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Make<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey =>
        Make<TGrainInterface>(IdSpan.Create(IntegerKey.Format(primaryKey)), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)silo.MakeReference(typeof(TGrainInterface), grainId);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not TGrainObserverInterface) throw new ArgumentException($"The provided object must implement '{typeof(TGrainObserverInterface).FullName}'.", nameof(obj));
        if (Activation.OfCaller is not null) throw new InvalidOperationException("Cannot create a local object reference from a grain.");
        return (TGrainObserverInterface)(object)silo.MakeReference(typeof(TGrainObserverInterface), silo.Observers.Add(obj));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not GrainReference reference) throw new ArgumentException("Argument reference is not a grain reference.", nameof(obj));
        silo.Observers.Remove(reference.GrainId);
    }

    private TGrainInterface Make<TGrainInterface>(IdSpan key, string? grainClassNamePrefix)
    {
        if (grainClassNamePrefix is not null) throw new NotSupportedException("The embedded engine knows no grain class name prefixes.");
        return (TGrainInterface)(object)Kind<TGrainInterface>().Create(key);
    }

    private ReferenceMaker Kind<TGrainInterface>() => silo.MakerFor(typeof(TGrainInterface));
}
