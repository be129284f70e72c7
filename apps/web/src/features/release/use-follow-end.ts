import { useCallback, useLayoutEffect, useRef, useState } from 'react'

const nearPixels = 24

/** Keeps a scrolling box at its end while `last` changes, until somebody scrolls up; `toEnd` takes it up again. */
export const useFollowEnd = (last: number) => {
  const box = useRef<HTMLDivElement>(null)
  const [isFollowing, setFollowing] = useState(true)
  const toEnd = useCallback(() => {
    const element = box.current
    if (element !== null) element.scrollTop = element.scrollHeight
    setFollowing(true)
  }, [])
  useLayoutEffect(() => {
    if (isFollowing) toEnd()
  }, [isFollowing, last, toEnd])
  const onScroll = useCallback(() => {
    const element = box.current
    if (element === null) return
    setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < nearPixels)
  }, [])
  return { box, isFollowing, onScroll, toEnd }
}
