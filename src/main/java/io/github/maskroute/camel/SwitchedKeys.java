package io.github.maskroute.camel;

import io.github.maskroute.keyset.PublishedKeys;
import io.github.maskroute.mask.Keyset;
import io.github.maskroute.mask.MaskingKeys;
import java.util.Collection;
import java.util.List;

/** The keys of a trial's steps, which for cases are the published ones. For one thread. */
final class SwitchedKeys implements MaskingKeys {

    private final MaskingKeys own;
    private boolean published;

    /** @param given beans, of which one has the keys of all that is no case */
    SwitchedKeys(Collection<Object> given) {
        own = given.stream().filter(MaskingKeys.class::isInstance).map(MaskingKeys.class::cast).findFirst()
                .orElse(() -> new Keyset(List.of()));
    }

    @Override
    public Keyset current() {
        return published ? PublishedKeys.keyset() : own.current();
    }

    void publish(boolean published) {
        this.published = published;
    }
}
